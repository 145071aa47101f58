/** The editor: the scene, what is selected, the tool in hand, and everything that shows them. */

import { afterMoving } from "./consistency";
import type { EditorData } from "./data";
import { addFix } from "./fix_rows";
import type { Extent } from "./geometry";
import { extentOf } from "./geometry";
import { Gestures } from "./gestures";
import { History } from "./history";
import type { Handle, Marker } from "./overlay";
import { paintOverlay } from "./overlay";
import { corners, isBody } from "./parts";
import type { PanelName, Panels } from "./panels/layout";
import { layout } from "./panels/layout";
import { paintPhotos } from "./photo_painting";
import { PlaceTool } from "./tools/place_tool";
import { partyRecipe } from "./placing";
import { Persistence } from "./persistence";
import type { Point, Scene, SceneObject } from "./scene";
import { withObjects } from "./scene";
import type { Snap } from "./snapping";
import { Snapping } from "./snapping";
import { residualsOf, solve } from "./solving";
import { Stage } from "./stage";
import type { Step } from "./steps";
import { openSteps, stepKey } from "./steps";
import { BaseLineTool, ReferenceTool } from "./tools/reference_tools";
import { SelectTool } from "./tools/select_tool";
import type { Tool, Touch } from "./tools/tool";
import { TravelTool } from "./tools/travel_tool";
import type { Press } from "./gestures";
import { View } from "./view";
import type { Say } from "./words";
import { speaker } from "./words";

const SNAP_PX = { mouse: 10, pen: 12, touch: 20 };
const TAPE = "tape";

export class Editor {
  readonly say: Say;
  readonly view = new View(() => this.viewChanged());
  readonly snapping = new Snapping();
  readonly stage: Stage;
  readonly history: History;
  readonly panels: Panels;
  readonly persistence: Persistence;
  selection = new Set<string>();
  handles: Handle[] = [];
  boxSelect = false;
  guided = false;
  sigma: number;
  cursor: Point | null = null;
  chosenPoint: number | null = null;
  residuals = new Map<string, number>();
  contradicted = new Set<string>();
  private tool: Tool;
  private skipped = new Set<string>();
  private previewed = new Map<string, SceneObject>();
  private marker: Marker | null = null;
  private sketch: { points: Point[]; curved: boolean } | null = null;
  private marquee: [Point, Point] | null = null;
  private frame = 0;
  private fitted = false;

  constructor(readonly root: HTMLElement, readonly data: EditorData) {
    this.say = speaker(data.words);
    this.sigma = data.catalogue.tools.find((one) => one.tool === TAPE)?.sigma_m ?? 0.05;
    this.history = new History(data.scene);
    this.panels = layout(this, root);
    this.stage = new Stage(this.panels.stage, this.view, data.catalogue);
    this.stage.setMap(data.base_map);
    this.snapping.setMap(data.base_map);
    this.tool = new SelectTool(this);
    new Gestures(this.stage.surface, {
      down: (press) => this.tool.down(this.touch(press)),
      drag: (press) => this.tool.drag(this.touch(press)),
      up: (press, dragged) => this.tool.up(this.touch(press), dragged),
      cancel: () => this.tool.cancel(),
      hover: (press) => this.tool.hover(this.touch(press)),
      pan: (right, down) => this.view.pan(right, down),
      zoomAt: (pixel, factor) => this.view.zoomAt(pixel, factor),
    });
    new ResizeObserver(() => this.resized()).observe(this.panels.stage);
    this.persistence = new Persistence(this);
    this.sceneChanged();
    void this.persistence.begin();
  }

  get scene(): Scene {
    return this.history.current;
  }

  get currentTool(): Tool {
    return this.tool;
  }

  selectedThings(): SceneObject[] {
    return this.scene.objects.filter((thing) => this.selection.has(thing.object_id));
  }

  /** Take a step of work; numbers and locks are kept consistent with what was moved. */
  commit(next: Scene, label: string, together = false): void {
    if (this.data.read_only) return;
    const kept = afterMoving(this.scene, next);
    this.step(kept.scene, label, together);
    if (kept.replaced) {
      this.toast(
        this.say("{count} measured values were replaced by values of the drawing.", {
          count: kept.replaced,
        }),
      );
    }
  }

  /** Take a step that changed numbers: things move to where the numbers put them. */
  commitNumbers(next: Scene, label: string): void {
    if (this.data.read_only) return;
    const solution = solve(next);
    this.step(solution.scene, label, false);
    if (solution.poor.length) {
      this.toast(this.say("Two tapes meet too sharply: they fix nothing (30 to 150 degrees are needed)."));
    }
  }

  undo(): void {
    const label = this.history.undo();
    if (label !== null) this.stepped(this.say("Taken back: {step}", { step: label }));
  }

  redo(): void {
    const label = this.history.redo();
    if (label !== null) this.stepped(this.say("Made again: {step}", { step: label }));
  }

  /** Show a scene that came from the server or a draft. */
  show(scene: Scene, kept?: Parameters<History["reset"]>[1]): void {
    this.history.reset(scene, kept);
    this.selectOnly([]);
    this.sceneChanged();
  }

  preview(things: readonly SceneObject[]): void {
    this.previewed = new Map(things.map((thing) => [thing.object_id, thing]));
    this.refresh();
  }

  commitPreview(label: string, together = false): void {
    const next = withObjects(this.scene, this.previewed);
    this.previewed.clear();
    this.commit(next, label, together);
    this.refresh();
  }

  dropPreview(): void {
    if (!this.previewed.size) return;
    this.previewed.clear();
    this.stage.paint(this.scene);
    this.refresh();
  }

  selectOnly(keys: readonly string[]): void {
    this.selection = new Set(keys);
    this.chosenPoint = null;
    this.panels.update();
    this.refresh();
  }

  toggleSelected(key: string): void {
    if (!this.selection.delete(key)) this.selection.add(key);
    this.panels.update();
    this.refresh();
  }

  choosePoint(number: number | null): void {
    this.chosenPoint = number;
    this.refresh();
  }

  useTool(tool: Tool): void {
    this.tool.cancel();
    this.tool = tool;
    this.marker = null;
    this.panels.update();
    this.refresh();
  }

  useSelect(): void {
    this.useTool(new SelectTool(this));
  }

  /** Go on with the next open step, or leave the steps when none is open. */
  guide(on = true): void {
    this.guided = on && !this.data.read_only;
    const step = this.nextStep();
    if (!this.guided || !step) {
      this.guided = false;
      this.useSelect();
      return;
    }
    this.useTool(this.stepTool(step));
    if (step.kind === "measure") {
      this.selection.clear();
      addFix(this); // a fix for each party at rest: its numbers only have to be typed
      this.panels.focusValue();
    }
  }

  skipStep(): void {
    const step = this.nextStep();
    if (step) this.skipped.add(stepKey(step));
    this.guide();
  }

  nextStep(): Step | null {
    const open = openSteps(this.scene, this.data.parties);
    return open.find((step) => !this.skipped.has(stepKey(step))) ?? null;
  }

  snapAt(touch: Touch): Snap | null {
    if (touch.free) return null;
    return this.snapping.nearest(touch.point, SNAP_PX[touch.pointer] / this.view.scale);
  }

  setMarker(marker: Marker | null): void {
    this.marker = marker;
    this.refresh();
  }

  setSketch(sketch: { points: Point[]; curved: boolean } | null): void {
    this.sketch = sketch;
    this.refresh();
  }

  setMarquee(marquee: [Point, Point] | null): void {
    this.marquee = marquee;
    this.refresh();
  }

  setCursor(cursor: Point | null): void {
    this.cursor = cursor;
    this.refresh();
  }

  showPanel(name: PanelName): void {
    this.panels.show(name);
  }

  showHint(): void {
    this.panels.update();
  }

  toast(text: string): void {
    this.panels.toast(text);
  }

  /** Show everything that was drawn, or the street when nothing was. */
  fitAll(): void {
    const drawn = extentOf(this.shownPoints());
    const junction = extentOf(this.data.base_map?.movements.flatMap((one) => [one.points_m[0]!, one.points_m[one.points_m.length - 1]!]) ?? []);
    const shown: Extent = drawn ?? junction ?? { west: -21, south: -14, east: 21, north: 14 };
    const around = drawn ? 4 : 6; // metres: of an empty scene the lanes before the junction too
    this.view.fit(
      { west: shown.west - around, south: shown.south - around, east: shown.east + around, north: shown.north + around },
      drawn ? 40 : 64, // the steps of the work stand over an empty scene
    );
  }

  /** Draw what is on top in the next frame. */
  refresh(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.persistence.close();
  }

  /** A touch at a point of the ground, as the keyboard makes it. */
  touchAt(point: Point): Touch {
    const pixel = this.view.toScreen(point);
    return { point, pixel, pointer: "mouse", additive: false, free: false };
  }

  private step(next: Scene, label: string, together: boolean): void {
    if (!this.history.push(next, label, together)) return;
    this.persistence.changed();
    this.sceneChanged();
    if (this.guided) this.guide();
  }

  private stepped(said: string): void {
    this.toast(said);
    this.persistence.changed();
    this.selection = new Set([...this.selection].filter((key) => this.scene.objects.some((one) => one.object_id === key)));
    this.sceneChanged();
    if (this.guided) this.guide();
  }

  private sceneChanged(): void {
    const { scene } = this;
    this.stage.paint(scene);
    paintPhotos(this.stage.photos, this);
    this.snapping.setScene(scene);
    this.residuals = residualsOf(scene);
    this.contradicted = new Set(solve(scene).contradictions.flat());
    this.panels.update();
    this.refresh();
  }

  private draw(): void {
    this.stage.preview(this.previewed.values());
    const scene = this.previewed.size ? withObjects(this.scene, this.previewed) : this.scene;
    this.handles = paintOverlay(this.stage.overlay, this.view, {
      scene,
      map: this.data.base_map,
      selection: scene.objects.filter((thing) => this.selection.has(thing.object_id)),
      contradicted: this.contradicted,
      marker: this.marker,
      cursor: this.cursor,
      sketch: this.sketch,
      marquee: this.marquee,
      chosenPoint: this.chosenPoint,
    });
  }

  private stepTool(step: Step): Tool {
    switch (step.kind) {
      case "approach":
      case "exit":
        return new TravelTool(this, step.party, step.kind);
      case "impact":
        return new PlaceTool(this, { kind: "impact" }, false);
      case "rest": {
        const party = this.data.parties.find((one) => one.party_no === step.party)!;
        return new PlaceTool(this, partyRecipe(this.data.catalogue, party), false);
      }
      case "reference":
        return new ReferenceTool(this);
      case "base_line":
        return new BaseLineTool(this);
      case "measure":
        return new SelectTool(this);
    }
  }

  private shownPoints(): Point[] {
    const { scene } = this;
    const things = scene.objects.flatMap((thing) =>
      isBody(thing) ? corners(thing) : thing.shape === "trace" ? thing.points_m : [thing.at_m],
    );
    return [...things, ...scene.references.map((point) => point.at_m)];
  }

  private touch(press: Press): Touch {
    this.cursor = null;
    return { ...press, point: this.view.toGround(press.pixel) };
  }

  private viewChanged(): void {
    if (!this.stage) return;
    this.stage.applyView();
    this.refresh();
  }

  private resized(): void {
    const { clientWidth, clientHeight } = this.panels.stage;
    if (!clientWidth || !clientHeight) return;
    this.view.resize(clientWidth, clientHeight);
    this.stage.resized();
    if (!this.fitted) {
      this.fitted = true;
      this.fitAll();
    }
  }
}
