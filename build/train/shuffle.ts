/** Brings lists into an order that looks like chance and is the same in every run. */
export function shuffler(): <T>(list: T[]) => void {
  let seed = 1;
  return (list) => {
    for (let at = list.length - 1; at > 0; at -= 1) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
      const other = seed % (at + 1);
      const [one, two] = [list[at], list[other]];
      if (one === undefined || two === undefined) continue;
      list[at] = two;
      list[other] = one;
    }
  };
}
