import { type FormEvent, type ReactNode, useState } from 'react';
import { federationCodes } from '../../shared/model/verdict.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { SentenceText } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { reasonText } from '../text/reason-text.ts';
import { refusalText } from '../text/refusal-text.ts';
import { useText } from '../text/use-text.ts';
import styles from './add-person-dialog.module.css';

const css = classNames(styles);

export function AddPersonDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { text } = useText();
  const { people, conversations } = useServices();
  const [address, setAddress] = useState('');
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    if (address.trim() === '') {
      setError('not-an-address');
      return;
    }
    setBusy(true);
    const reply = await people.add({ address: address.trim(), name: name.trim() });
    setBusy(false);
    if (reply.ok) void conversations.open(reply.value.jid);
    else if (reply.error !== 'kept') setError(reply.error);
  };

  return (
    <Dialog title={text.addPerson.title} onClose={onClose}>
      <form className={css('form')} onSubmit={submit} noValidate aria-busy={isBusy}>
        <p className={css('text')}>{text.addPerson.text}</p>
        <Field
          label={text.addPerson.address}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          placeholder={text.signIn.addressPlaceholder}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          maxLength={2048}
          autoFocus
          error={error === 'not-an-address' ? text.addPerson.notAnAddress : null}
        />
        <Field
          label={text.addPerson.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="off"
          maxLength={256}
        />
        {error === null || error === 'not-an-address' ? null : (
          <Panel signal="block" role="alert">
            <Refused error={error} address={address.trim()} />
          </Panel>
        )}
        <div className={css('end')}>
          <Button look="quiet" onClick={onClose}>
            {text.app.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={isBusy}>
            {text.addPerson.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Policy has its reasons; anything else is a matter of the moment. */
function Refused({ error, address }: { error: string; address: string }): ReactNode {
  const { text, language } = useText();
  const account = useModel((state) => state.session?.account ?? '');
  const code = federationCodes.find((known) => known === error);
  if (code === undefined) return refusalText(error, text, { 'not-allowed': text.addPerson.notAllowed });
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const { sentence, why } = reasonText({ code, params: { domain, entry: domain, account } }, language);
  return (
    <>
      <SentenceText sentence={sentence} /> <SentenceText sentence={why} />
    </>
  );
}
