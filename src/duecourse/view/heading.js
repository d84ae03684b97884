// The title of a frame, and the frame's own name and language for those who hear the page.
function render({ model, el }) {
  const title = document.createElement("h3");
  title.className = "dc-title";
  el.append(title);
  let waiting;
  function update() {
    title.textContent = model.get("text");
    const card = el.closest(".dc-card");
    if (!card) {
      waiting = requestAnimationFrame(update); // not in the page yet
      return;
    }
    card.lang = model.get("language");
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", model.get("text"));
  }
  model.on("change", update);
  update();
  return () => cancelAnimationFrame(waiting);
}

export default { render };
