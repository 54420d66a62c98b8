// Leaving the page while a preview is being drawn is no fault: the request is let go in silence.
let running = null;
document.addEventListener("htmx:beforeSend", (event) => { running = event.detail.xhr; });
window.addEventListener("beforeunload", () => {
  if (running) running.onabort = running.onerror = null;
});

// The preview says that it works, once that takes longer than a blink.
const BLINK_MS = 200;
const board = document.querySelector(".preview[data-works]");
if (board) {
  const line = board.querySelector(".works");
  const still = line.textContent;
  let waiting = 0;
  const say = (busy, words) => {
    clearTimeout(waiting);
    board.setAttribute("aria-busy", String(busy));
    line.textContent = words;
  };
  board.addEventListener("htmx:beforeSend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => say(true, board.dataset.works), BLINK_MS);
  });
  board.addEventListener("htmx:afterRequest", (event) => {
    say(false, event.detail.successful ? still : board.dataset.fails);
  });
}

// After answers that need another look: the summary has the keyboard, and what is put right loses its sentence.
const SETTLE_MS = 400;
const faults = document.querySelector("#faults");
const answers = document.querySelector("#answers[data-check]");
if (faults) faults.focus();
if (faults && answers) {
  let soon = 0;
  let asked = 0;
  const check = async () => {
    const mine = ++asked;
    const reply = await fetch(answers.dataset.check, { method: "POST", body: new FormData(answers) }).catch(() => null);
    if (!reply || !reply.ok || mine !== asked) return;
    settle(await reply.json());
  };
  const settle = ({ problems, summary }) => {
    const links = [...faults.querySelectorAll("li a")];
    for (const link of links) {
      const name = link.hash.slice(1);
      const field = document.getElementById(name)?.closest(".field");
      const said = field?.querySelector(".problem");
      if (name in problems) {
        link.textContent = problems[name];
        if (said) said.textContent = problems[name];
        continue;
      }
      link.closest("li").remove();
      said?.remove();
      field?.classList.remove("wrong");
      document.getElementById(name)?.removeAttribute("aria-invalid");
    }
    faults.querySelector("p").textContent = summary;
    faults.hidden = faults.querySelector("li") === null;
  };
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(check, SETTLE_MS);
  };
  answers.addEventListener("input", later);
  answers.addEventListener("change", later);
}
