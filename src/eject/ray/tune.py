"""The runs of sweep.json as trials of Ray Tune: each is trained as the page would train it, with PyTorch's own weights, and tested once.

    pip install 'ray[tune]'
    python tune.py [--at-once N] [--cpus N] [--gpus N] [--results FILE.json]

On a cluster this folder must lie where every machine sees it, and RAY_ADDRESS say where the cluster is.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import ray
from ray import tune

HERE = Path(__file__).resolve().parent
SWEEP = json.loads((HERE / "sweep.json").read_text(encoding="utf-8"))
VALIDATION = re.compile(r"^epoch (\d+), validation: HR@10 ([\d.]+), NDCG@10 ([\d.]+)")


def copied(number, folder):
    """The project with the settings of one run; the interactions are not copied."""
    trial = SWEEP["trials"][number]
    for file in HERE.iterdir():
        if file.suffix == ".py":
            shutil.copy(file, folder)
        elif file.suffix == ".csv":
            (folder / file.name).symlink_to(file)
    for name, text in trial["files"].items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "run.json").write_text(json.dumps(trial["run"]), encoding="utf-8")


def trained(given):
    """One trial: after each validation its metrics, at the end those of the best weights on the test targets."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(given["number"], folder)
        device = "cuda" if os.environ.get("CUDA_VISIBLE_DEVICES") else "cpu"
        words = [sys.executable, "train.py", "--fresh", "--device", device]
        with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout:
                found = VALIDATION.match(line)
                if found:
                    tune.report({"epoch": int(found[1]), "hr@10": float(found[2]), "ndcg@10": float(found[3])})
        if process.returncode != 0:
            raise RuntimeError(f"train.py ended with {process.returncode}; its own words stand above")
        best_epoch = json.loads((folder / "run.json").read_text(encoding="utf-8"))["position"]["best"]["epoch"]
        said = {stage: evaluated(folder, stage, device) for stage in ("validation", "test")}
    best = said["validation"]
    tune.report({"epoch": best_epoch, "hr@10": best["hr@10"], "ndcg@10": best["ndcg@10"], "test": said["test"]})


def evaluated(folder, stage, device):
    words = [sys.executable, "evaluate.py", "--stage", stage, "--device", device]
    return json.loads(subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True).stdout)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--at-once", type=int, help="trials at the same time; without it, as many as there is room for")
    words.add_argument("--cpus", type=float, default=1, help="of a trial")
    words.add_argument("--gpus", type=float, default=0, help="of a trial")
    words.add_argument("--results", default="results.json", help="a file for what each trial came to")
    given = words.parse_args()
    ray.init()
    trials = tune.Tuner(
        tune.with_resources(trained, {"cpu": given.cpus, "gpu": given.gpus}),
        param_space={"number": tune.grid_search(list(range(len(SWEEP["trials"]))))},
        tune_config=tune.TuneConfig(max_concurrent_trials=given.at_once),
    ).fit()
    results = []
    for trial in trials:
        said = SWEEP["trials"][trial.config["number"]]
        came = {"error": str(trial.error)} if trial.error else {"epoch": trial.metrics["epoch"], **scores(trial.metrics)}
        results.append({"values": said["values"], "seed": said["run"]["seed"], **came})
    Path(given.results).write_text(json.dumps(results, indent=1), encoding="utf-8")
    for result in sorted(results, key=lambda one: -one.get("validation", {}).get("ndcg@10", -1)):
        print(json.dumps(result))


def scores(metrics):
    return {"validation": {name: metrics[name] for name in ("hr@10", "ndcg@10")}, "test": metrics["test"]}


if __name__ == "__main__":
    main()
