import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

const css = classNames(styles);

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id'> {
  readonly label: string;
  readonly error?: string | null;
  readonly suffix?: ReactNode;
  readonly end?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A labelled line of text, with what is wrong with it below. */
export function Field({ label, error = null, suffix, end, ...input }: Props): ReactNode {
  const id = useId();
  const errorId = useId();
  return (
    <div className={css('field')}>
      <label className={css('label')} htmlFor={id}>
        {label}
      </label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the text means the text */}
      <div
        className={css('box', error !== null && 'invalid')}
        onMouseDown={(event) => {
          if (event.target instanceof HTMLElement && event.target.closest('input, button') !== null) return;
          event.preventDefault();
          document.getElementById(id)?.focus();
        }}
      >
        <input
          id={id}
          className={css(suffix !== undefined && 'fitted')}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : errorId}
          {...input}
        />
        {suffix === undefined ? null : <span className={css('suffix')}>{suffix}</span>}
        {end}
      </div>
      {error === null ? null : (
        <span className={css('error')} id={errorId} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
