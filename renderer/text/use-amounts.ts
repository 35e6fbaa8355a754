import { useMemo } from 'react';
import { useText } from './use-text.ts';

interface Amounts {
  readonly number: (amount: number) => string;
  /** Of bytes. */
  readonly size: (bytes: number) => string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Numbers as the reader's language writes them. */
export function useAmounts(): Amounts {
  const { language } = useText();
  return useMemo(() => {
    const plain = new Intl.NumberFormat(language);
    const inUnits = units.map(
      (unit) =>
        new Intl.NumberFormat(language, {
          style: 'unit',
          unit,
          // "523 byte" is the short form of English.
          unitDisplay: unit === 'byte' ? 'long' : 'short',
          maximumFractionDigits: 1,
        }),
    );
    return {
      number: (amount) => plain.format(amount),
      size: (bytes) => {
        const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
        return inUnits[step]?.format(bytes / 1000 ** step) ?? String(bytes);
      },
    };
  }, [language]);
}
