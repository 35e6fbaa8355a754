/** Whether a name in an archive leads out of the folder that it is unpacked into: CVE-2018-1002201 and its kin ("Zip Slip"). */
export function climbs(name: string): boolean {
  const path = name.replaceAll('\\', '/');
  return (
    path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..') || path.includes('\0')
  );
}
