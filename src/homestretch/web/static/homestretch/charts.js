// The charts of an activity: one cursor over all of them by pointer and by keys, and a closer look at a stretch.
// The page holds the pictures and, by column, every value as text; here is only what moves.
(() => {
  "use strict";
  const FARTHER = 20; // columns that an arrow with Shift goes
  const CLOSER = 0.5; // share of the stretch that + leaves in view
  const LEAST_DRAG = 6; // px; less is a click
  const SHORTEST = 10; // s that can be looked at

  let moment = null; // s under the cursor, kept over a closer look
  let card = null;
  let end = () => {};

  function begin() {
    const found = document.getElementById("charts");
    if (!found || found === card) return;
    end();
    card = found;
    end = attach(found);
  }

  function attach(card) {
    const columns = JSON.parse(document.getElementById("charts-columns").textContent);
    const slider = card.querySelector("[role=slider]");
    const area = card.querySelector(".charts");
    const line = card.querySelector(".cursor");
    const picked = card.querySelector(".picked");
    const now = document.getElementById("charts-now");
    const here = document.getElementById("route-here");
    const values = [...card.querySelectorAll("[data-value]")].map((node) => [node, columns.series[node.dataset.value]]);
    const units = Object.values(columns.units);
    const last = columns.moments.length - 1;
    const span = columns.to - columns.from;
    let at = -1, wanted = -1, frame = 0, box = null, from = null;

    const measure = () => (box ??= slider.getBoundingClientRect());
    const forget = () => { box = null; };
    const left = (column) => slider.offsetLeft + ((column + 0.5) / (last + 1)) * measure().width;
    const seconds = (column) => columns.from + ((column + 0.5) / (last + 1)) * span;
    const rep = (column) => columns.reps.find(([first, after]) => first <= column && column <= after)?.[2] ?? "";

    function draw() {
      frame = 0;
      if (wanted === at) return;
      at = wanted;
      moment = seconds(at);
      const name = rep(at);
      const text = columns.moments[at] + (name ? ", " + name : "");
      line.hidden = false;
      line.style.transform = `translateX(${left(at)}px)`;
      for (const [node, series] of values) node.textContent = series[at] || "–";
      now.textContent = text;
      if (here && columns.places.length) {
        here.setAttribute("cx", columns.places[at][0]);
        here.setAttribute("cy", columns.places[at][1]);
        here.setAttribute("visibility", "visible");
      }
      slider.setAttribute("aria-valuenow", at);
      const said = values.map(([, series], k) => units[k].replace("{}", series[at] || "not known"));
      slider.setAttribute("aria-valuetext", [text, ...said].join(", "));
    }

    function go(column) {
      wanted = Math.min(Math.max(Math.round(column), 0), last);
      if (!frame) frame = requestAnimationFrame(draw);
    }

    const column = (event) => ((event.clientX - measure().left) / measure().width) * (last + 1) - 0.5;
    const inside = (event) => event.clientX >= measure().left && event.clientX <= measure().right;

    function look(start, stop) {
      const room = Math.max(SHORTEST - (stop - start), 0) / 2;
      start = Math.max(start - room, 0);
      stop += room;
      const address = `${card.dataset.address}?from=${start.toFixed(1)}&to=${stop.toFixed(1)}`;
      htmx.ajax("GET", address, { target: card, swap: "outerHTML" });
    }
    const lookAtAll = () => htmx.ajax("GET", card.dataset.address, { target: card, swap: "outerHTML" });

    function press(event) {
      if (event.pointerType === "mouse" && event.button === 0 && inside(event)) from = event.clientX;
      if (inside(event)) go(column(event));
    }

    function move(event) {
      forget();
      if (from === null) {
        if (inside(event)) go(column(event));
        return;
      }
      const x = Math.min(Math.max(event.clientX, measure().left), measure().right);
      const start = Math.min(from, x) - measure().left + slider.offsetLeft;
      picked.hidden = Math.abs(x - from) < LEAST_DRAG;
      picked.style.transform = `translateX(${start}px)`;
      picked.style.width = `${Math.abs(x - from)}px`;
      go(column(event));
    }

    function release(event) {
      if (from === null) return;
      const edges = [from, Math.min(Math.max(event.clientX, measure().left), measure().right)];
      const [a, b] = edges.sort((one, other) => one - other).map((x) => (x - measure().left) / measure().width);
      const drawn = edges[1] - edges[0] >= LEAST_DRAG;
      from = null;
      picked.hidden = true;
      if (drawn) look(columns.from + a * span, columns.from + b * span);
    }

    function key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const here = Math.max(wanted, 0);
      const step = event.shiftKey ? FARTHER : 1;
      const middles = columns.reps.map(([first]) => first);
      const half = (share) => {
        const wide = span * share;
        const middle = at < 0 ? (columns.from + columns.to) / 2 : seconds(at);
        look(middle - wide / 2, middle + wide / 2);
      };
      const acts = {
        ArrowLeft: () => go(here - step),
        ArrowDown: () => go(here - step),
        ArrowRight: () => go(here + step),
        ArrowUp: () => go(here + step),
        Home: () => go(0),
        End: () => go(last),
        PageDown: () => go(middles.find((first) => first > here) ?? here),
        PageUp: () => go(middles.findLast((first) => first < here) ?? here),
        "+": () => half(CLOSER),
        "=": () => half(CLOSER),
        "-": () => half(1 / CLOSER),
        Escape: lookAtAll,
      };
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }

    area.addEventListener("pointerdown", press);
    area.addEventListener("pointermove", move);
    window.addEventListener("pointerup", release);
    window.addEventListener("resize", refit);
    slider.addEventListener("keydown", key);
    slider.addEventListener("focus", () => { if (at < 0) go(0); });
    function refit() {
      forget();
      if (at >= 0) line.style.transform = `translateX(${left(at)}px)`;
    }
    if (moment !== null && moment >= columns.from && moment <= columns.to) {
      go(((moment - columns.from) / span) * (last + 1) - 0.5);
    }
    return () => {
      window.removeEventListener("pointerup", release);
      window.removeEventListener("resize", refit);
      if (frame) cancelAnimationFrame(frame);
    };
  }

  // Links to a stretch show it in place; without script they load the page with it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-zoom]");
    const charts = document.getElementById("charts");
    if (!link || !charts || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [from, to] = link.dataset.zoom.split(" ");
    const asked = to ? `?from=${from}&to=${to}` : "";
    htmx.ajax("GET", charts.dataset.address + asked, { target: charts, swap: "outerHTML" }).then(() => {
      const shown = document.getElementById("charts");
      if (!shown.contains(link)) shown.scrollIntoView({ block: "nearest" });
    });
  });
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", begin);
})();
