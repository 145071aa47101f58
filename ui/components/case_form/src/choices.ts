/** Two questions that must be answered: work that was left on this device, and a conflict. */

import { html } from "../../scene_editor/src/elements";
import type { Say } from "../../scene_editor/src/words";

function ask(root: HTMLElement, title: string, lines: string[], answers: [string, string][]): Promise<string> {
  const dialog = html("dialog", { class: "question", "aria-label": title }, root);
  html("h3", { text: title }, dialog);
  for (const line of lines) html("p", { text: line }, dialog);
  const row = html("div", { class: "row answers" }, dialog);
  return new Promise((resolve) => {
    answers.forEach(([name, text], n) => {
      const made = html("button", { type: "button", class: n ? "" : "main", text, "data-answer": name }, row);
      made.addEventListener("click", () => {
        dialog.close();
        dialog.remove();
        resolve(name);
      });
    });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.showModal();
  });
}

export async function offerDraft(root: HTMLElement, say: Say, when: string): Promise<boolean> {
  const answer = await ask(
    root,
    say("Unsaved work on this device"),
    [say("On {when} this device kept work that the server has not acknowledged.", { when })],
    [["restore", say("Go on with it")], ["discard", say("Throw it away")]],
  );
  return answer === "restore";
}

export async function askConflict(root: HTMLElement, say: Say, author: string, names: string[]): Promise<boolean> {
  const answer = await ask(
    root,
    say("Somebody else has changed this case"),
    [say("{author} entered something else than you here:", { author }), names.join("、"), say("Nothing is lost: every saved version stays on the server.")],
    [["mine", say("Keep mine")], ["theirs", say("Take theirs")]],
  );
  return answer === "mine";
}
