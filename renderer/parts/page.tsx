import { ArrowLeft } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './page.module.css';

const css = classNames(styles);

interface Props {
  readonly title: string;
  /** The heading takes the focus when what had it is gone. */
  readonly heading?: RefObject<HTMLHeadingElement | null>;
  readonly children: ReactNode;
}

/** What stands in the main column in place of a conversation; where there is one column alone, with a way back to the list. */
export function Page({ title, heading, children }: Props): ReactNode {
  const { text } = useText();
  const { conversations } = useServices();
  const own = useRef<HTMLHeadingElement>(null);
  const top = heading ?? own;
  // Opened by a key, from where one was writing.
  useEffect(() => {
    if (document.activeElement === document.body) top.current?.focus();
  }, [top]);
  return (
    <main className={css('page')} aria-label={title} data-column="main">
      <header className={css('head')}>
        <span className={css('back')}>
          <IconButton icon={ArrowLeft} label={text.app.back} onClick={() => conversations.close()} />
        </span>
        <h1 ref={top} tabIndex={-1}>
          {title}
        </h1>
      </header>
      {children}
    </main>
  );
}
