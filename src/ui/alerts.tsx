import { useActions, useValue } from './app_context.ts';
import { Message } from './message.tsx';

/** What went wrong, newest last; each says what to do and goes when it is dismissed. */
export function Alerts() {
  const alerts = useValue((state) => state.alerts);
  const { view } = useActions();
  return (
    <div className="alerts">
      {alerts.map(({ id, title, message }) => (
        <div key={id} className="notice danger" role="alert">
          <div>
            <strong>{title}</strong>
            <Message text={message} />
          </div>
          <button type="button" onClick={() => view.dismiss(id)}>
            Dismiss
          </button>
        </div>
      ))}
    </div>
  );
}
