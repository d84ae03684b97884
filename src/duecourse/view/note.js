// A few lines of text, read out when they change. tone: "plain", "good" or "try".
function render({ model, el }) {
  const box = document.createElement("div");
  box.setAttribute("role", model.get("urgent") ? "alert" : "status");
  el.append(box);
  function write() {
    box.className = `dc-note dc-${model.get("tone")}`;
    box.hidden = model.get("lines").length === 0;
    box.replaceChildren(
      ...model.get("lines").map((line) => Object.assign(document.createElement("p"), { textContent: line })),
    );
  }
  model.on("change", write);
  el.lang = model.get("language");
  write();
  if (model.get("urgent")) requestAnimationFrame(() => box.scrollIntoView({ block: "nearest" }));
}

export default { render };
