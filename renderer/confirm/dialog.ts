import { isAtLeast } from '../../shared/model/verdict.ts';
import { element } from '../above/element.ts';
import { mostTellingFirst } from '../parts/most-telling.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { reasonText } from '../text/reason-text.ts';
import { isArmed } from './arm-when-seen.ts';
import type { Answer, Question } from './question.ts';
import { sentence } from './sentence.ts';
import { warningIcon } from './warning-icon.ts';

interface Dialog {
  readonly dialog: HTMLElement;
  readonly back: HTMLButtonElement;
  /** Answers that can do harm when pressed by accident. */
  readonly risky: readonly HTMLButtonElement[];
}

/** The question: who sent it, where it leads, why that is doubtful, and three answers, of which the first does nothing. */
export function dialogOf(
  question: Question,
  text: Catalogue['confirm'],
  answer: (answer: Answer) => void,
): Dialog {
  const open = element('button', { type: 'button', class: 'quiet' }, text.open);
  const report = element('button', { type: 'button', class: 'plain' }, text.report);
  const back = element('button', { type: 'button', class: 'primary' }, text.back);
  open.addEventListener('click', () => isArmed(open) && answer('open'));
  report.addEventListener('click', () => isArmed(report) && answer('report'));
  back.addEventListener('click', () => answer('back'));
  const dialog = element(
    'section',
    { role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'title', 'aria-describedby': 'question' },
    element(
      'div',
      { class: 'body' },
      element('h1', { id: 'title' }, text.title),
      element(
        'div',
        { id: 'question' },
        element('p', { class: 'from' }, ...fromWhom(question, text)),
        element(
          'p',
          { class: 'host', dir: 'ltr', 'aria-label': `${text.host}: ${question.host}` },
          question.host,
        ),
        element(
          'p',
          { class: 'url', dir: 'ltr', tabindex: '0', 'aria-label': text.fullAddress },
          question.url,
        ),
        ...(question.mayOpen ? [] : [element('p', { class: 'rule' }, text.mayNotOpen)]),
        ...reasons(question),
      ),
    ),
    element('div', { class: 'answers' }, ...(question.mayOpen ? [open] : []), report, back),
  );
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    answer('back');
  });
  return { dialog, back, risky: question.mayOpen ? [open, report] : [report] };
}

function fromWhom({ senderName }: Question, text: Catalogue['confirm']): Node[] {
  return senderName === '' ? [document.createTextNode(text.fromOwn)] : sentence(text.from(senderName));
}

/** What was found, the gravest first; what is merely worth knowing is left out beside a warning. */
function reasons({ verdict, language }: Question): HTMLElement[] {
  const warnings = verdict.reasons.filter((reason) => isAtLeast(reason.level, 'warn'));
  const shown = warnings.length > 0 ? warnings : verdict.reasons;
  return mostTellingFirst(shown).map((reason) => {
    const words = reasonText(reason, language);
    return element(
      'div',
      { class: 'reason' },
      warningIcon(),
      element(
        'div',
        {},
        element('p', {}, ...sentence(words.sentence)),
        element('p', { class: 'why' }, ...sentence(words.why)),
      ),
    );
  });
}
