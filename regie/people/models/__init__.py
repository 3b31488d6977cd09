from regie.people.models.absence import Absence
from regie.people.models.domain import Domain
from regie.people.models.organisation import Organisation
from regie.people.models.person import Person
from regie.people.models.role import Holding, Role

__all__ = ["Absence", "Domain", "Holding", "Organisation", "Person", "Role"]
