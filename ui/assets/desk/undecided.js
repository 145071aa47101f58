// The crashes that a person has to decide: each with its possible readings, one click chooses.
import { element } from "./elements.js";

export function drawUndecided(desk) {
  const { undecided, words, may_write: mayWrite } = desk.data;
  desk.root.querySelector(".undecided").replaceChildren(
    element("p", { class: "hint", text: mayWrite ? words.decide_help : words.may_not_write }),
    ...undecided.map((one) => {
      const crash = desk.crashes.get(one.id);
      return element("section", { "data-asked": one.id, children: [
        element("button", { type: "button", class: "asked", text: `${crash.no}　${crash.when}　${crash.severity}`,
          onclick: () => desk.decide(one.id) }),
        element("div", { text: crash.parties.join("；") }),
        element("div", { class: "why", text: one.reason }),
        element("div", { class: "choices", children: one.candidates.map((candidate, place) => choice(desk, one, candidate, place)) }),
      ] });
    }),
  );
}

export function showUndecided(desk) {
  desk.root.querySelector(".undecided").hidden = !desk.deciding;
  desk.root.querySelector(".stage").classList.toggle("deciding", Boolean(desk.deciding));
  const list = desk.root.querySelector(".undecided");
  for (const section of list.querySelectorAll("section")) {
    const meant = section.dataset.asked === desk.asked;
    section.classList.toggle("chosen", meant);
    const [seen, at] = [list.getBoundingClientRect(), section.getBoundingClientRect()];
    if (meant && (at.top < seen.top || at.bottom > seen.bottom)) list.scrollTop += at.top - seen.top;
  }
}

function choice(desk, asked, candidate, place) {
  const picture = element("span", { class: "picture" });
  picture.innerHTML = candidate.svg; // by drawing/svg.py
  return element("button", {
    type: "button", class: "choice", disabled: !desk.data.may_write,
    onclick: () => desk.ask("chosen", { crash_id: asked.id, candidate: place }),
    onpointerenter: () => ask(desk, asked.id), onfocus: () => ask(desk, asked.id),
    children: [
      picture,
      element("span", { class: "words", children: [
        element("strong", { text: `${place + 1}　${candidate.drawn_as}　${candidate.share}` }),
        element("span", { text: candidate.said }),
      ] }),
    ],
  });
}

/** Show the ghosts of a crash while its choices are looked at. */
function ask(desk, id) {
  if (desk.asked !== id) desk.decide(id);
}
