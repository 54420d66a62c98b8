// Import: files and folders dropped on the page, a folder button, and how much has been sent.
(() => {
  "use strict";
  const form = document.getElementById("drop");
  const files = document.getElementById("files");
  const folder = document.getElementById("folder");
  const sending = document.getElementById("sending");
  const bar = document.getElementById("sending-bar");
  const said = document.getElementById("sending-said");
  let dropped = null; // [file, its place] of what was dropped or of a chosen folder
  let depth = 0; // of dragenter over dragleave

  document.documentElement.classList.add("scripted");

  function send(pairs) {
    dropped = pairs;
    form.requestSubmit();
  }

  // A browser gives the members of a folder in portions.
  async function members(entry, above) {
    const place = above + entry.name;
    if (entry.isFile) {
      const file = await new Promise((done, fault) => entry.file(done, fault));
      return [[file, above ? place : ""]];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, fault) => reader.readEntries(done, fault));
      if (!some.length) break;
      for (const each of some) found.push(...(await members(each, place + "/")));
    }
    return found;
  }

  async function drop(event) {
    event.preventDefault();
    depth = 0;
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [file, ""]);
    const pairs = entries.length ? (await Promise.all(entries.map((entry) => members(entry, "")))).flat() : plain;
    if (pairs.length) send(pairs);
  }

  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    depth += 1;
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!holdsFiles(event)) return;
    depth -= 1;
    if (depth <= 0) form.classList.remove("over");
  });
  document.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => { if (holdsFiles(event)) drop(event); });
  folder.addEventListener("change", () => {
    send([...folder.files].map((file) => [file, file.webkitRelativePath]));
    folder.value = "";
  });

  form.addEventListener("htmx:configRequest", (event) => {
    if (!dropped) return;
    const sent = event.detail.formData;
    sent.delete("files");
    for (const [file, place] of dropped) {
      sent.append("files", file);
      sent.append("places", place);
    }
    dropped = null;
  });
  form.addEventListener("htmx:xhr:progress", (event) => {
    if (!event.detail.lengthComputable) return;
    const share = Math.floor((100 * event.detail.loaded) / event.detail.total);
    sending.hidden = false;
    bar.value = share;
    said.textContent = share < 100 ? `${share} % sent` : "Sent";
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    sending.hidden = true;
    if (event.detail.successful) form.reset();
  });
})();
