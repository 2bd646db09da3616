// Light, dark, or what the system says. Kept by the browser where it lets a file keep something.

export type Theme = 'auto' | 'light' | 'dark';
const name = 'tidepool-theme';

export function savedTheme(): Theme {
  try {
    const saved = localStorage.getItem(name);
    return saved === 'light' || saved === 'dark' ? saved : 'auto';
  } catch {
    return 'auto';
  }
}

export function setTheme(theme: Theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(name, theme);
  } catch {
    // Not kept: the page works all the same.
  }
}

export const nextTheme = (theme: Theme): Theme => (theme === 'auto' ? 'dark' : theme === 'dark' ? 'light' : 'auto');
