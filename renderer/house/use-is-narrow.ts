import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(width < 720px)');

/** Whether there is room for one column only. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      narrow.addEventListener('change', onChange);
      return () => narrow.removeEventListener('change', onChange);
    },
    () => narrow.matches,
  );
}
