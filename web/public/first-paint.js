// Runs before the first paint, as its own file because the content policy forbids inline scripts:
// a stored choice of theme or language must not flash by in the wrong one.
(() => {
  try {
    const theme = localStorage.getItem('spendsense.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    const stored = localStorage.getItem('spendsense.language');
    const language = stored || (navigator.language || 'en').slice(0, 2);
    document.documentElement.lang = language === 'es' ? 'es' : 'en';
  } catch {
    // Storage may be forbidden; the page then follows the system.
  }
})();
