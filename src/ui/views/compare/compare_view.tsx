export function CompareView() {
  return <p className="notice">Finished runs are compared here.</p>;
}
