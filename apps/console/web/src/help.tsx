// The keys of the desk, and the switch that turns them off.
import { type Ref, useState } from 'react';
import { areShortcutsOn, switchShortcuts } from './use-shortcuts.js';
import { useWords } from './words/use-words.js';

export function Help({ ref }: { readonly ref: Ref<HTMLDialogElement> }) {
  const { words } = useWords();
  const { help } = words;
  const [isOn, setOn] = useState(areShortcutsOn);
  const keys = [
    ['/', help.search],
    ['g f', help.flows],
    ['?', help.help],
  ] as const;
  return (
    <dialog ref={ref} aria-labelledby="help-title">
      <h2 id="help-title">{help.title}</h2>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="switch">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => {
            switchShortcuts(target.checked);
            setOn(target.checked);
          }}
        />
        {help.enabled}
      </label>
      <form method="dialog">
        <button className="deed">{help.close}</button>
      </form>
    </dialog>
  );
}
