import { type ComponentType, createElement, lazy, type ReactNode, useState } from 'react';

interface Late<Props> {
  readonly Component: (props: Props) => ReactNode;
  /** Fetches its script ahead of the first use. */
  readonly fetch: () => Promise<unknown>;
}

/**
 * A component with a script of its own, because the first picture does not need it. Rendered below a Suspense; once its script is there
 * it is rendered at once, without the fallback that React.lazy shows for a moment even then.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): Late<Props> {
  let loaded: ComponentType<Props> | null = null;
  const fetch = async (): Promise<{ default: ComponentType<Props> }> => {
    loaded = await load();
    return { default: loaded };
  };
  const Lazy: ComponentType<Props> = lazy(fetch);
  // For as long as it is mounted, or what it holds would be lost.
  const Component = (props: Props): ReactNode => createElement(useState(() => loaded ?? Lazy)[0], props);
  return { Component, fetch };
}
