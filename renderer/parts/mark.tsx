import type { ReactNode } from 'react';

/** The gatehouse: a gable over an open gate. The same drawing as assets/icon.svg. */
export function Mark({ size }: { size: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 36 36"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M5.8 32V13.6L18 4.4l12.2 9.2V32" />
      <path d="M13 32v-8.4a5 5 0 0 1 10 0V32" />
    </svg>
  );
}
