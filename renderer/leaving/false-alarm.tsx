import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './false-alarm.module.css';

const css = classNames(styles);

/** The writer's word against the rule. Only the rule and the masked match go with it. */
export function FalseAlarm({ token }: { token: string }): ReactNode {
  const { text } = useText();
  const { leaving } = useServices();
  const [told, setTold] = useState<'no' | 'busy' | 'desk' | 'record' | 'failed'>('no');
  const report = async (): Promise<void> => {
    setTold('busy');
    setTold((await leaving.dispute(token)) ?? 'failed');
  };
  const isOpen = told === 'no' || told === 'busy' || told === 'failed';
  return (
    <span className={css('alarm')}>
      {isOpen ? (
        <LinkButton disabled={told === 'busy'} title={text.leaving.disputeHint} onClick={() => void report()}>
          {text.leaving.dispute}
        </LinkButton>
      ) : null}
      <span role="status" className={css('told', told === 'failed' && 'failed')}>
        {isOpen ? null : <Check size={14} strokeWidth={2} aria-hidden="true" />}
        {told === 'no' || told === 'busy' ? null : text.leaving.disputed[told]}
      </span>
    </span>
  );
}
