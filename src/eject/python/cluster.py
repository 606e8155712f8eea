"""The same run by Ray Train, each batch divided among workers: what torchrun does on one machine, on the machines of a cluster.

    pip install 'ray[train]'
    python cluster.py [--workers N] [--gpu] [the words of train.py]

On a cluster this folder must lie where every machine sees it, and RAY_ADDRESS say where the cluster is.
"""
import argparse
import os
import sys
from pathlib import Path

from ray.train import ScalingConfig
from ray.train.torch import TorchTrainer

HERE = Path(__file__).resolve().parent


def work(given):
    """What each worker does: it has its rank, and is told nothing else."""
    os.chdir(HERE)
    sys.path.insert(0, str(HERE))
    import train

    train.main(given["words"])


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--gpu", action="store_true", help="a GPU for each worker")
    given, others = words.parse_known_args()
    scaling = ScalingConfig(num_workers=given.workers, use_gpu=given.gpu)
    TorchTrainer(work, train_loop_config={"words": others}, scaling_config=scaling).fit()


if __name__ == "__main__":
    main()
