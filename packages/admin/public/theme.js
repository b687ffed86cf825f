// Before the first paint, so that a chosen theme never flashes; the console's own code comes later.
try {
  const theme = localStorage.getItem("tagdeck.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // storage is blocked: the system's theme stays
}
