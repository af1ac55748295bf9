// A page of the desk has several forms. What was begun in one of them outlives the press of another's button:
// it waits in this tab for the page to come back, and goes with the tab.
(() => {
  const place = `other-forms:${document.currentScript.dataset.person}`; // a colleague may sit down at the same tab
  const skipped = ["hidden", "password", "file", "submit", "button"];

  const controls = (form) => [...form.elements].filter((one) => one.name && !skipped.includes(one.type));
  const chosen = (select) => [...select.options].some((one) => one.selected !== one.defaultSelected);

  function isTouched(one) {
    if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
    return one.tagName === "SELECT" ? chosen(one) : one.value !== one.defaultValue;
  }

  const posts = () => [...document.forms].filter((form) => form.method === "post");
  const nameOf = (form) => form.getAttribute("action") || location.pathname; // a refusal answers at another address

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const others = posts().filter((form) => form !== event.target);
    const begun = others.flatMap((form) =>
      controls(form)
        .filter(isTouched)
        .map((one) => ({ form: nameOf(form), name: one.name, value: one.value, checked: one.checked })),
    );
    if (begun.length) sessionStorage.setItem(place, JSON.stringify(begun));
  });

  function putBack(kept) {
    const form = posts().find((one) => nameOf(one) === kept.form && one.elements.namedItem(kept.name));
    const same = form ? controls(form).filter((one) => one.name === kept.name) : [];
    const one = same.length > 1 ? same.find((each) => each.value === kept.value) : same[0];
    if (!one || isTouched(one)) return;
    if (one.type === "checkbox" || one.type === "radio") one.checked = kept.checked;
    else one.value = kept.value;
    one.dispatchEvent(new Event("input", { bubbles: true }));
    one.closest("details")?.setAttribute("open", "");
  }

  const kept = JSON.parse(sessionStorage.getItem(place) || "[]");
  sessionStorage.removeItem(place);
  kept.forEach(putBack);
})();
