/** Where the page meets the form: one live form for each place on the page. */

import type { FormData } from "./form_data";
import { Form } from "./form";
import style from "./form.css";

interface Component {
  data: FormData;
  parentElement: HTMLElement | ShadowRoot;
  setTriggerValue(name: string, value: unknown): void;
}

const LIVE = new WeakMap<object, { form: Form; key: string }>();

/** The page calls this again whenever its data change: a form that is there goes on. */
export default function show(component: Component): () => void {
  const { data, parentElement } = component;
  const key = `${data.crash_id}/${data.language}/${data.read_only}`;
  let live = LIVE.get(parentElement);
  if (live && live.key !== key) {
    live.form.close();
    live = undefined;
  }
  if (!live) {
    const sheet = document.createElement("style");
    sheet.textContent = style;
    const root = document.createElement("div");
    if (data.height_px) root.style.setProperty("--case-height", `${data.height_px}px`);
    parentElement.replaceChildren(sheet, root);
    const form = new Form(root, data, (step) => component.setTriggerValue("go", step));
    live = { form, key };
    LIVE.set(parentElement, live);
    (window as unknown as { daoanCaseForm: Form }).daoanCaseForm = form; // tests find it here
  }
  const { form } = live;
  return () => {
    form.close();
    LIVE.delete(parentElement);
  };
}
