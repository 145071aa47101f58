// What is chosen: one crash in words, with the ways to its record; of several the number and sums.
import { element, said } from "./elements.js";

export function showCard(desk) {
  const card = desk.root.querySelector(".card");
  const chosen = [...desk.selected].map((id) => desk.crashes.get(id));
  card.hidden = !chosen.length;
  if (chosen.length === 1) card.replaceChildren(...oneCrash(desk, chosen[0]));
  else if (chosen.length) card.replaceChildren(...severalCrashes(desk, chosen));
}

function oneCrash(desk, crash) {
  const { words, moved, may_write: mayWrite } = desk.data;
  const button = (label, onclick) => element("button", { type: "button", class: "wide", text: label, onclick });
  const buttons = [button(words.open_record, () => desk.ask("opened", crash.id))];
  if (mayWrite && moved.includes(crash.id))
    buttons.push(button(words.one_back, () => desk.ask("put_back", { crash_id: crash.id })));
  if (desk.data.undecided.some((one) => one.id === crash.id))
    buttons.push(button(words.decide, () => desk.decide(crash.id)));
  buttons.push(clear(desk));
  return [
    element("strong", { text: `${crash.no}　${crash.when}　${crash.severity}　${crash.drawn_as}` }),
    element("span", { class: "status", text: crash.status }),
    element("div", { text: crash.parties.join("；") }),
    element("div", { class: "why", text: crash.why }),
    element("div", { class: "buttons", children: buttons }),
  ];
}

function severalCrashes(desk, chosen) {
  const { words } = desk.data;
  const classes = new Map();
  for (const { severity } of chosen) classes.set(severity, (classes.get(severity) ?? 0) + 1);
  const sums = [...classes].sort().map(([severity, count]) => `${severity} ${count}`).join("　");
  const numbers = chosen.map((crash) => crash.no).sort((one, other) => one - other).join(", ");
  return [
    element("strong", { text: `${said(words.chosen_count, { count: chosen.length })}　${sums}` }),
    element("div", { class: "numbers", text: numbers }),
    element("div", { class: "buttons", children: [clear(desk)] }),
  ];
}

function clear(desk) {
  return element("button", {
    type: "button", class: "wide", text: desk.data.words.clear,
    onclick: () => desk.choose([...desk.selected]),
  });
}
