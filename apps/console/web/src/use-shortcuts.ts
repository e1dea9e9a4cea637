// Single keys: `/` search, `g f` flows, `?` help. Off while somebody types, and whenever they are switched off.
import { useEffect, useRef } from 'react';

export interface Shortcuts {
  search(): void;
  flows(): void;
  help(): void;
}

const KEPT_AS = 'desk-shortcuts';
const SECOND_KEY_WITHIN_MS = 1_000;

export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off';
  } catch {
    return true;
  }
}

export function switchShortcuts(on: boolean): void {
  try {
    localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing: they stay as they are.
  }
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let wentAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]') || !areShortcutsOn()) return;
      const isSecond = Date.now() - wentAt < SECOND_KEY_WITHIN_MS;
      wentAt = event.key === 'g' ? Date.now() : 0;
      if (event.key === '/') current.current.search();
      else if (event.key === '?') current.current.help();
      else if (event.key === 'f' && isSecond) current.current.flows();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
