import { useActions, useValue } from './app_context.ts';

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
            <p className="message">{message}</p>
          </div>
          <button type="button" onClick={() => view.dismiss(id)}>
            Dismiss
          </button>
        </div>
      ))}
    </div>
  );
}
