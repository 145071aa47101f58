/** Where the page meets the editor: one live editor for each place on the page. */

import type { EditorData } from "./data";
import { Editor } from "./editor";
import style from "./editor.css";

interface Component {
  data: EditorData;
  parentElement: HTMLElement | ShadowRoot;
}

interface Live {
  editor: Editor;
  key: string;
  revision: number;
}

const LIVE = new WeakMap<object, Live>();

/**
 * The page calls this again in the same place whenever its data change: the editor that is there
 * goes on, and takes a scene from the page only when the page has a newer revision.
 */
export default function show(component: Component): () => void {
  const { data, parentElement } = component;
  const key = `${data.crash_id}/${data.language}/${data.read_only}`;
  let live = LIVE.get(parentElement);
  if (live && live.key !== key) {
    live.editor.close();
    live = undefined;
  }
  if (!live) {
    const root = mountIn(parentElement);
    if (data.height_px) root.style.setProperty("--scene-height", `${data.height_px}px`);
    live = { editor: new Editor(root, data), key, revision: data.revision };
    LIVE.set(parentElement, live);
    announce(live.editor);
  } else if (data.revision > live.revision) {
    live.revision = data.revision;
    live.editor.persistence.received(data.revision, data.scene);
  }
  const { editor } = live;
  return () => {
    editor.close();
    LIVE.delete(parentElement);
  };
}

function mountIn(parent: HTMLElement | ShadowRoot): HTMLElement {
  const sheet = document.createElement("style");
  sheet.textContent = style;
  const root = document.createElement("div");
  parent.replaceChildren(sheet, root);
  return root;
}

/** Let tests and measurements of speed find the editor. */
function announce(editor: Editor): void {
  (window as unknown as { daoanSceneEditor: Editor }).daoanSceneEditor = editor;
}

export { solve } from "./solving";
