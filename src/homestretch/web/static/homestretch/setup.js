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
  const list = faults.querySelector("ul");
  const listed = () => [...list.querySelectorAll("a")].map((link) => link.hash.slice(1));
  const settle = ({ problems, summary }) => {
    for (const name of new Set([...listed().filter((each) => !(each in problems)), ...Object.keys(problems)])) {
      beside(name, problems[name]);
      above(name, problems[name]);
    }
    faults.querySelector("p").textContent = summary;
    faults.hidden = listed().length === 0;
  };
  // The summary lists what is counted: an answer that became wrong since is added, one put right goes.
  const above = (name, sentence) => {
    let link = [...list.querySelectorAll("a")].find((each) => each.hash.slice(1) === name);
    if (!sentence) return link?.closest("li").remove();
    if (!link) {
      link = list.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
      link.href = `#${name}`;
    }
    list.append(link.closest("li")); // in the order of the fields
    link.textContent = sentence;
  };
  const beside = (name, sentence) => {
    const input = document.getElementById(name);
    const field = input?.closest(".field");
    if (!field) return;
    field.classList.toggle("wrong", Boolean(sentence));
    if (!sentence) {
      field.querySelector(".problem")?.remove();
      input.removeAttribute("aria-invalid");
      return;
    }
    if (!field.querySelector(".problem")) {
      const around = document.getElementById(`${name}-said`) ?? field.appendChild(document.createElement("div"));
      around.id = `${name}-said`;
      const line = document.createElement("p");
      line.className = "problem";
      around.prepend(line);
      input.setAttribute("aria-describedby", around.id);
      input.closest("details:not([open])")?.setAttribute("open", "");
    }
    field.querySelector(".problem").textContent = sentence;
    if (!input.matches("fieldset")) input.setAttribute("aria-invalid", "true");
  };
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(check, SETTLE_MS);
  };
  answers.addEventListener("input", later);
  answers.addEventListener("change", later);
}
