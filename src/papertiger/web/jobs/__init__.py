"""Work that takes longer than a page may, done in processes of its own, so that pages stay quick and hostile input can be stopped."""

from papertiger.web.jobs.board import Jobs
from papertiger.web.jobs.job import Job, Progress, Tell

__all__ = ["Job", "Jobs", "Progress", "Tell"]
