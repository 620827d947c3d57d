// Import of questions: the preview follows the typing, places lead into the text. Without it the buttons do the same.
const form = document.querySelector("[data-question-import]");
const report = document.querySelector("#report");
const box = form?.querySelector("textarea");
const warning = form?.querySelector("[data-too-large-message]");
const limit = Number(form?.dataset.limit);
let waiting = 0;
let asked = null;

function tooLarge() {
  const large = box.value.length > limit;
  warning.textContent = large ? form.dataset.tooLarge : "";
  warning.hidden = !large;
  return large;
}

async function preview() {
  asked?.abort();
  if (tooLarge() || !box.value.trim()) return;
  asked = new AbortController();
  const data = new FormData(form);
  data.delete("file");
  data.set("action", "preview");
  report.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: data, headers: { "X-Fragment": "1" }, signal: asked.signal });
    const type = answer.headers.get("Content-Type") ?? "";
    if ((answer.ok || answer.status === 422) && type.startsWith("text/html") && !answer.redirected) report.innerHTML = await answer.text();
  } catch {
    // Typed on, or no network: the button previews without this.
  } finally {
    report.removeAttribute("aria-busy");
  }
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(preview, 700);
}

function go(line, column) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  const end = Math.max(start + 1, lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) - 1);
  box.focus();
  box.setSelectionRange(start, end);
  box.scrollTop = Math.max(0, ((line - 4) * box.scrollHeight) / Math.max(1, lines.length));
}

if (form && box && report) {
  box.addEventListener("input", later);
  form.querySelectorAll("select").forEach((field) => field.addEventListener("change", later));
  form.addEventListener("submit", (event) => {
    if (tooLarge()) event.preventDefault();
  });
  report.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    go(Number(link.dataset.line), Number(link.dataset.column));
  });
}
