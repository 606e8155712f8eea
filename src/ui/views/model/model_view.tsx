export function ModelView() {
  return <p className="notice">The settings of the next run are in Train.</p>;
}
