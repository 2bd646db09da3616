import { useState } from 'preact/hooks';
import { useKeys } from '../keys';
import { nextTheme, savedTheme, setTheme, type Theme } from '../theme';
import { Help } from './Help';

const names: Record<Theme, string> = { auto: 'as the system', dark: 'dark', light: 'light' };

export function TopBar({ title, counted, replay }: { title: string; counted: string; replay?: boolean }) {
  const [theme, change] = useState(savedTheme);
  const [help, showHelp] = useState(false);
  const go = () =>
    change((before) => {
      const next = nextTheme(before);
      setTheme(next);
      return next;
    });
  useKeys({ t: go, '?': () => showHelp(true) });
  return (
    <header class="top">
      <span class="brand">Tidepool</span>
      <span class="title">{title}</span>
      <span class="counted" title={counted}>
        {counted}
      </span>
      <button class="quiet" onClick={go} title="Theme (t)" data-test="theme">
        Theme: {names[theme]}
      </button>
      <button class="quiet" onClick={() => showHelp(true)} title="Keys (?)" data-test="help">
        Keys
      </button>
      {help && <Help replay={replay} close={() => showHelp(false)} />}
    </header>
  );
}
