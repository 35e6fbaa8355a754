import './confirm.css';
import { z } from 'zod';
import { catalogueOf } from '../text/catalogue.ts';
import { armWhenSeen } from './arm-when-seen.ts';
import { ConfirmClient } from './confirm-client.ts';
import { dialogOf } from './dialog.ts';
import { holdFocus } from './hold-focus.ts';

// The content security policy has no 'unsafe-eval', and zod would probe for it and leave a violation in the log.
z.config({ jitless: true });

const client = new ConfirmClient(window.gatehouseConfirm);
const question = await client.question();
const root = document.documentElement;
root.lang = question.language;
if (question.theme !== 'system') root.dataset['theme'] = question.theme;

const { dialog, back, risky } = dialogOf(question, catalogueOf(question.language).confirm, (answer) => {
  void client.answer(answer);
});
document.body.append(dialog);
holdFocus(dialog, back);
armWhenSeen(document, risky);
