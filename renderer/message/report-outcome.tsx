import { GraduationCap, type LucideIcon, ShieldCheck, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReportOutcome as Outcome, ReportVerdict } from '../../shared/model/report.ts';
import { classNames } from '../parts/class-names.ts';
import { useText } from '../text/use-text.ts';
import styles from './report-outcome.module.css';

const css = classNames(styles);

const icons: Readonly<Record<ReportVerdict, LucideIcon>> = {
  malicious: ShieldX,
  harmless: ShieldCheck,
  exercise: GraduationCap,
};

/** What the security desk says became of a report. */
export function ReportOutcome({ outcome: { verdict, at } }: { readonly outcome: Outcome }): ReactNode {
  const { text, format } = useText();
  const Icon = icons[verdict];
  return (
    <p className={css('outcome')} title={format.full(at)}>
      <Icon size={15} strokeWidth={1.9} aria-hidden="true" />
      {text.report.outcomes[verdict]}
    </p>
  );
}
