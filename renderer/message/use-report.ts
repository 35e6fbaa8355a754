import { useState } from 'react';
import type { ChosenDisposition, Message } from '../../shared/model/message.ts';
import { useModel, useServices } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { refusalText } from '../text/refusal-text.ts';
import { useText } from '../text/use-text.ts';

export interface ReportControls {
  readonly canReport: boolean;
  /** What could not be done, in words; null when all is well. */
  readonly problem: string | null;
  readonly submit: () => void;
  /** Says that what was held or warned of is harmless; null when there is nothing to say that of, or policy does not let people. */
  readonly dispute: (() => void) | null;
  readonly undo: () => void;
  readonly classify: (disposition: ChosenDisposition) => void;
  readonly blockSender: () => void;
  readonly addNote: (note: string) => Promise<boolean>;
  readonly export: () => void;
}

/** Reporting one message, and what can follow it. */
export function useReport(message: Message): ReportControls {
  const { text } = useText();
  const { reports, announcer } = useServices();
  const goesToDesk = useModel((state) => state.session?.reports === 'desk');
  const [problem, setProblem] = useState<string | null>(null);
  const takesFalseAlarms = useModel((state) => state.session?.takesFalseAlarms === true);
  const { id, verdict } = message;
  const canReport = message.direction === 'in' && message.report === 'none';

  const settle = async (step: Promise<string | null>): Promise<boolean> => {
    const refusal = await step;
    const words = refusal === null || refusal === 'kept' ? null : problemText(refusal, text);
    setProblem(words);
    if (words !== null) announcer.say(words);
    return refusal === null;
  };

  const dispute = (): void => {
    void settle(reports.submit(id, 'false-alarm')).then((isDone) => {
      if (isDone) announcer.say(text.report.announcedFalseAlarm);
    });
  };

  return {
    canReport,
    problem,
    submit: () => {
      void settle(reports.submit(id, 'suspicious')).then(async (isDone) => {
        if (!isDone) return;
        const isExercise = (await reports.view(id))?.disposition === 'exercise';
        const said = goesToDesk ? text.report.announced : text.report.announcedKept;
        announcer.say(isExercise ? `${text.report.exercise} ${text.report.exerciseMore}` : said);
      });
    },
    dispute: canReport && takesFalseAlarms && verdict.level !== 'allow' ? dispute : null,
    undo: () => void settle(reports.undo(id)),
    classify: (disposition) => {
      void settle(reports.classify(id, disposition)).then((isDone) => {
        if (isDone) announcer.say(text.report.classified(text.report.dispositions[disposition]));
      });
    },
    blockSender: () => void settle(reports.blockSender(id)),
    addNote: (note) => settle(reports.addNote(id, note)),
    export: () => {
      void reports.export(id).then((outcome) => {
        if ('error' in outcome) setProblem(problemText(outcome.error, text));
        else if (outcome.saved) announcer.say(text.report.exported);
      });
    },
  };
}

function problemText(code: string, text: Catalogue): string {
  return refusalText(code, text, {
    'too-late': text.report.tooLate,
    'already-reported': text.report.alreadyReported,
    'not-allowed': text.report.notAllowed,
    'cannot-write': text.report.cannotWrite,
  });
}
