/** One message as it was written. */
export interface Written {
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

/** What one place holds of what one person wrote to another, in the order in which it stands there. */
export interface Holding {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly bodies: readonly string[];
}

export interface Balance {
  readonly lost: number;
  readonly duplicated: number;
  readonly disordered: number;
  /** For people: the first of each kind at each place. */
  readonly differences: readonly string[];
}

/** Compares what was written with what each place holds of it. */
export function balanceOf(written: readonly Written[], holdings: readonly Holding[]): Balance {
  const balances = holdings.map((holding) =>
    compare(
      holding,
      written.filter(({ from, to }) => from === holding.from && to === holding.to).map(({ body }) => body),
    ),
  );
  const sum = (of: 'lost' | 'duplicated' | 'disordered') =>
    balances.reduce((total, balance) => total + balance[of], 0);
  return {
    lost: sum('lost'),
    duplicated: sum('duplicated'),
    disordered: sum('disordered'),
    differences: balances.flatMap(({ differences }) => differences),
  };
}

function compare({ place, from, to, bodies }: Holding, expected: readonly string[]): Balance {
  const present = new Set(bodies);
  const order = new Map(expected.map((body, index) => [body, index]));
  const firsts = [...present].filter((body) => order.has(body));
  const lost = expected.filter((body) => !present.has(body));
  // What nobody wrote is as wrong as what came twice.
  const duplicated = bodies.filter((body, index) => !order.has(body) || bodies.indexOf(body) !== index);
  const disordered = firsts.filter((body, index) => {
    const before = firsts[index - 1];
    return before !== undefined && (order.get(body) ?? 0) < (order.get(before) ?? 0);
  });
  const say = (kind: string, which: readonly string[]) =>
    which.length === 0
      ? []
      : [`${place}, ${from} to ${to}: ${which.length} ${kind}, first "${which[0]?.slice(0, 40)}"`];
  return {
    lost: lost.length,
    duplicated: duplicated.length,
    disordered: disordered.length,
    differences: [...say('lost', lost), ...say('doubled', duplicated), ...say('out of order', disordered)],
  };
}
