import { Paperclip } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../parts/icon-button.tsx';
import { commandKeyName, hasCommandKey } from '../parts/platform.ts';
import { useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';

/** The page's own picker: it is given the chosen files and never a path. */
export function AttachButton({ onPick }: { onPick: (files: readonly File[]) => void }): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isOurs =
        hasCommandKey(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'u';
      const { asked, overlay } = store.state;
      if (!isOurs || event.defaultPrevented || asked !== null || overlay !== null) return;
      event.preventDefault();
      input.current?.click();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
  const label = `${text.files.attach} (${commandKeyName(text.shortcuts.keys)}+U)`;
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onPick([...(event.target.files ?? [])]);
          // The same file can be picked again.
          event.target.value = '';
        }}
      />
      <IconButton icon={Paperclip} label={label} onClick={() => input.current?.click()} />
    </>
  );
}
