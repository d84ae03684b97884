// A few lines of text, read out when they change, with a bar for work under way. tone: "plain", "good" or
// "try". done: how much of the work is done, from 0 to 1; below 0 where nobody knows; null where there is none.
function render({ model, el }) {
  const box = document.createElement("div");
  const bar = document.createElement("progress");
  box.setAttribute("role", model.get("urgent") ? "alert" : "status");
  el.append(box);
  function write() {
    box.className = `dc-note dc-${model.get("tone")}`;
    box.hidden = model.get("lines").length === 0;
    box.replaceChildren(
      ...model.get("lines").map((line) => Object.assign(document.createElement("p"), { textContent: line })),
    );
    bar.setAttribute("aria-label", model.get("lines").join(" "));
    move();
  }
  function move() {
    const done = model.get("done");
    if (done === null) bar.remove();
    else if (bar.parentNode !== el) el.append(bar); // beside the text: only that is read out
    if (done < 0) bar.removeAttribute("value");
    else bar.value = done;
  }
  model.on("change:lines change:tone", write);
  model.on("change:done", move);
  el.lang = model.get("language");
  write();
  if (model.get("urgent")) requestAnimationFrame(() => box.scrollIntoView({ block: "nearest" }));
}

export default { render };
