// The call builder: the sum of the weights while one types, and questions that can be dragged. Both work without it.
(() => {
  const weights = [...document.querySelectorAll("[data-weight]")];
  const sum = document.querySelector("[data-sum]");
  const add = () => {
    const total = weights.reduce((n, one) => n + (Number(one.value) || 0), 0);
    sum.textContent = total;
    sum.className = total === 100 ? "ok" : "bad";
  };
  if (sum) {
    weights.forEach((one) => one.addEventListener("input", add));
    add();
  }

  let dragged = null;
  document.querySelectorAll("[data-drag]").forEach((item) => {
    item.draggable = true;
    item.addEventListener("dragstart", () => {
      dragged = item;
    });
    item.addEventListener("dragover", (event) => {
      if (dragged && dragged !== item) event.preventDefault();
    });
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      const form = dragged.querySelector('form[data-move="question"]');
      const before = document.createElement("input");
      before.type = "hidden";
      before.name = "before";
      before.value = item.dataset.drag;
      form.append(before);
      form.submit();
    });
  });
})();
