"""What items demand and what follows from them: measures, effects and grade bands."""

from extractor.measure.measurer import Measurer

__all__ = ["Measurer"]
