"""Engine: map a function over tasks, in this process, in processes of this machine, or on a Dask cluster.

Belongs here: where work runs, and what the death of a worker costs. Does not belong here: what the work is. Functions and
tasks are importable and picklable. Whichever engine it is, a task that raises or kills its worker costs itself only.
"""

from pipelines.engine.aside import Job, jobs_aside, thread_aside
from pipelines.engine.batches import map_batches
from pipelines.engine.beside import Stream
from pipelines.engine.choice import EngineSettings, open_engine
from pipelines.engine.here import Here
from pipelines.engine.interface import Done, Engine, EngineLost, WorkerDied
from pipelines.engine.pool import Pool, map_tasks, stream_tasks
from pipelines.engine.time_limit import OutOfTimeError, is_main_thread, time_limit

__all__ = [
    "Done",
    "Engine",
    "EngineLost",
    "EngineSettings",
    "Here",
    "Job",
    "OutOfTimeError",
    "Pool",
    "Stream",
    "WorkerDied",
    "is_main_thread",
    "jobs_aside",
    "map_batches",
    "map_tasks",
    "open_engine",
    "stream_tasks",
    "thread_aside",
    "time_limit",
]
