// A link to another address of the app changes the page as its back button does, without loading the app anew.
// Where this cannot run, the same link loads the page.
if (!window.followsLinks) {
  window.followsLinks = true;
  const close = (drop) => drop.removeAttribute("open");
  // The box of words keeps the focus while one of what was found is clicked: left at once, it would send its words,
  // and with them all boxes as they were, after the new address.
  document.addEventListener("mousedown", (event) => event.target.closest?.(".found a") && event.preventDefault());
  document.addEventListener("click", (event) => {
    // What has dropped down goes up again with a click elsewhere.
    document.querySelectorAll(".drop[open]").forEach((drop) => drop.contains(event.target) || close(drop));
    const link = event.target.closest?.(".stHtml a[href]:not([download], [target])");
    const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    // A menu is done with once something in it is chosen.
    document.querySelectorAll(".drop[open]").forEach(close);
    link.closest('[data-testid="stPopoverBody"]')?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    // The next page of a list is read from its first row, another page from its top.
    const list = link.closest(".pager")?.closest(".stHtml");
    if (list) list.scrollIntoView();
    else document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
  document.addEventListener("keydown", (event) => {
    const drop = event.key === "Escape" && document.querySelector(".drop[open]");
    if (!drop) return;
    close(drop);
    drop.querySelector("summary").focus();
  });
}
