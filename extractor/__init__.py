"""zhize (职责): structured duties, standards and score rules out of Chinese duty manuals."""

__version__ = "0.1.0"
