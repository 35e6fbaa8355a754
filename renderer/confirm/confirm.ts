import './confirm.css';
import { confirmCalls } from '../../shared/ipc/confirm.ts';
import { holdFocus } from '../above/hold-focus.ts';
import { shownHere } from '../above/shown-here.ts';
import { catalogueOf } from '../text/catalogue.ts';
import { armWhenSeen } from './arm-when-seen.ts';
import { dialogOf } from './dialog.ts';

const bridge = window.gatehouseConfirm;
const question = await shownHere(bridge, 'confirm.get', confirmCalls['confirm.get'].output);

// Main closes the view when it has an answer, so nothing here waits for one.
const { dialog, back, risky } = dialogOf(question, catalogueOf(question.language).confirm, (answer) => {
  void bridge.call('confirm.answer', { answer });
});
document.body.append(dialog);
holdFocus(dialog, back);
armWhenSeen(document, risky);
