// A link from one lesson to another, or to a place in one, opens it beside the page's other lessons.
export function follow(event, app, panel) {
  const link = event.target.closest?.("a[data-lesson]");
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  const folder = panel.context.path.replace(/[^/]*$/, "");
  app.commands
    .execute("docmanager:open", { path: folder + link.dataset.lesson })
    .then((opened) => opened && show(opened, link.dataset.place))
    .catch((reason) => console.error(reason));
}

// place: the identity of a cell; without one a lesson is shown as it stands.
async function show(panel, place) {
  if (!place) return;
  await panel.revealed;
  const number = panel.content.widgets.findIndex((cell) => cell.model.id === place);
  if (number < 0) return;
  panel.content.activeCellIndex = number;
  await panel.content.scrollToItem(number, "start");
}
