// Leaving the page while a preview is being drawn is no fault: the request is let go in silence.
let running = null;
document.addEventListener("htmx:beforeSend", (event) => { running = event.detail.xhr; });
window.addEventListener("beforeunload", () => {
  if (running) running.onabort = running.onerror = null;
});
