import { useSyncExternalStore } from 'react';

const darkPreference = window.matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark now: as the person chose, else as their system is. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDarkNow);
}

function isDarkNow(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen ? chosen === 'dark' : darkPreference.matches;
}

function subscribe(onChange: () => void): () => void {
  darkPreference.addEventListener('change', onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    darkPreference.removeEventListener('change', onChange);
    observer.disconnect();
  };
}
