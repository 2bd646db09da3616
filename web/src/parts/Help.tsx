import { Dialog } from './Dialog';

const stepping: [string, string][] = [
  ['→ ←', 'next, previous step'],
  ['Shift+→ Shift+←', 'one operation on the table'],
  ['Home End', 'first, last step'],
  ['Space', 'play, pause'],
];
const report: [string, string][] = [
  ['j k', 'next, previous finding'],
  ['/', 'search'],
  ['x', 'all findings again (no filter)'],
  ['c', "the check's page"],
];
const always: [string, string][] = [
  ['t', 'theme: as the system, dark, light'],
  ['?', 'this'],
  ['Esc', 'close'],
];

export function Help({ replay, close }: { replay?: boolean; close: () => void }) {
  const keys = [...(replay ? stepping.filter(([, what]) => !what.includes('operation')) : [...report, ...stepping]), ...always];
  return (
    <Dialog label="Keys" close={close}>
      <h2>Keys</h2>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <>
            <dt>
              {key.split(' ').map((k) => (
                <kbd>{k}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </>
        ))}
      </dl>
    </Dialog>
  );
}
