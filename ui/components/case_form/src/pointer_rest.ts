/** Do something when no pointer is down, so that what is being tapped stays where it is. */

let down = false;
let waiting: (() => void)[] = [];

function released(): void {
  down = false;
  setTimeout(() => {
    const now = waiting;
    waiting = [];
    for (const act of now) act();
  }, 0); // the click comes after the pointer has gone up
}

window.addEventListener("pointerdown", () => (down = true), true);
window.addEventListener("pointerup", released, true);
window.addEventListener("pointercancel", released, true);

export function whenPointerRests(act: () => void): void {
  if (down) waiting.push(act);
  else act();
}
