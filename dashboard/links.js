// A link to another address of the app changes the page as its back button does, without loading the app anew.
// Where this cannot run, the same link loads the page.
if (!window.followsLinks) {
  window.followsLinks = true;
  // The box of words keeps the focus while one of what was found is clicked: left at once, it would send its words,
  // and with them all boxes as they were, after the new address.
  document.addEventListener("mousedown", (event) => event.target.closest?.(".found a") && event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a[href]:not([download], [target])");
    const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    // A menu is done with once something in it is chosen.
    link.closest('[data-testid="stPopoverBody"]')?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
}
